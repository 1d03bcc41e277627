using AIGenerator.Chat.Chats;
using AIGenerator.Kernel.Text;
using AIGenerator.Models;

namespace AIGenerator.Chat.Context;

/// <summary>How freely a model chooses its words, for models that let one say so.</summary>
internal enum Temperature
{
    /// <summary>As its vendor set it: nothing is sent.</summary>
    Balanced,

    /// <summary>The likeliest words: facts, code.</summary>
    Precise,

    /// <summary>Less likely words too: ideas, stories.</summary>
    Creative,
}

/// <summary>What a chat tells its models beside the conversation.</summary>
/// <param name="Instructions">Plain text; null where there are none.</param>
/// <param name="Temperature">A preset.</param>
internal sealed record ChatSettings(string? Instructions, Temperature Temperature)
{
    /// <summary>Characters of the longest instructions.</summary>
    public const int LongestInstructions = 8_000;

    public static readonly ChatSettings None = new(null, Temperature.Balanced);

    // Most vendors answer at 1 where nothing is asked; Anthropic ends there, and its adapter cuts the creative one to it.
    private const double Precise = 0.2;
    private const double Creative = 1.2;

    public static ChatSettings Of(ChatRow? chat) => chat is null ? None : new(chat.Instructions, chat.Temperature);

    /// <summary>Instructions as they are stored: clean, null where nothing is left.</summary>
    public static string? Clean(string? instructions) => StoredText.Clean(instructions ?? "").Trim() is { Length: > 0 } text ? text : null;

    /// <summary>What is sent: null for models that do not take one, whatever the chat wishes.</summary>
    public double? TemperatureFor(TextModel model) => model.Capabilities.Temperature
        ? Temperature switch
        {
            Temperature.Balanced => null,
            Temperature.Precise => Precise,
            Temperature.Creative => Creative,
        }
        : null;

    public static string NameOf(Temperature temperature) => temperature.ToString().ToLowerInvariant();

    public static bool TryParse(string? name, out Temperature temperature)
    {
        temperature = name switch
        {
            null or "" or "balanced" => Temperature.Balanced,
            "precise" => Temperature.Precise,
            "creative" => Temperature.Creative,
            _ => (Temperature)(-1),
        };
        return (int)temperature >= 0;
    }
}
