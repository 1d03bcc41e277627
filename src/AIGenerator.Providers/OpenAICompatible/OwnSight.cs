using System.Text.Json;
using AIGenerator.Providers.ChatCompletions;

namespace AIGenerator.Providers.OpenAICompatible;

/// <summary>
/// Which of the owner's models take pictures: those of the settings, and those of which the server says so. A blind one that is sent a picture
/// refuses it, or makes something up.
/// </summary>
/// <param name="named">Ids separated by commas; <c>*</c> for all.</param>
internal sealed class OwnSight(string named)
{
    private readonly HashSet<string> _named = [.. named.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)];

    public bool Of(string id) => _named.Contains("*") || _named.Contains(id);

    /// <param name="row">The model as every such server lists it.</param>
    /// <param name="others">llama.cpp's second list.</param>
    public bool Of(ChatModelRow row, IReadOnlyList<NamedModelRow?>? others) =>
        Of(row.Id!)
        || SaysSo(row.Capabilities)
        || SaysSo(row.Architecture?.InputModalities)
        || others?.Any(other => other?.Name == row.Id && SaysSo(other!.Capabilities)) == true;

    // A list of words, or as Mistral writes it, an object of yes and no.
    private static bool SaysSo(JsonElement? said) => said switch
    {
        { ValueKind: JsonValueKind.Array } words => words.EnumerateArray().Any(word => word.ValueKind == JsonValueKind.String && word.GetString() is "vision" or "multimodal" or "image"),
        { ValueKind: JsonValueKind.Object } flags => flags.TryGetProperty("vision", out var vision) && vision.ValueKind == JsonValueKind.True,
        _ => false,
    };
}
