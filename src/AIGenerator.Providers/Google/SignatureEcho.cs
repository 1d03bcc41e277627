using System.Text.Json;
using AIGenerator.Providers.Text;

namespace AIGenerator.Providers.Google;

/// <summary>
/// Remembers which parts of an answer were signed, and gives the signatures back at their places with the next turn: a moved or an altered
/// one is refused with 400, a missing one only costs the model its earlier thoughts.
/// </summary>
internal sealed class SignatureEcho
{
    private const int LongestJson = 512 * 1024;

    private readonly List<SignedPart> _signed = [];
    private int _length;

    /// <summary>The signed parts of a turn; none where another model signed, or the text is no longer the one that was signed.</summary>
    public static IReadOnlyList<SignedPart> Of(TextTurn turn, string model)
    {
        if (turn is not { Role: TurnRole.Assistant, Echo: { Provider: GoogleTextProvider.ProviderId } echo })
        {
            return [];
        }

        try
        {
            var kept = JsonSerializer.Deserialize(echo.Json, GoogleJson.Default.KeptSignatures);
            return kept is { Signed: { } signed } && kept.Model == model && kept.Length == turn.Text.Length && Fits(signed, kept.Length) ? signed : [];
        }
        catch (JsonException)
        {
            return [];
        }
    }

    /// <summary>Adds a part of the answer.</summary>
    public void Add(string text, string? signature)
    {
        if (!string.IsNullOrEmpty(signature))
        {
            _signed.Add(new SignedPart(_length, text.Length, signature));
        }

        _length += text.Length;
    }

    /// <summary>The echo, or null where nothing was signed, or too much.</summary>
    public ProviderEcho? For(string model)
    {
        if (_signed.Count == 0)
        {
            return null;
        }

        var json = JsonSerializer.Serialize(new KeptSignatures(model, _length, _signed), GoogleJson.Default.KeptSignatures);
        return json.Length <= LongestJson ? new ProviderEcho(GoogleTextProvider.ProviderId, json) : null;
    }

    private static bool Fits(IReadOnlyList<SignedPart> signed, int length)
    {
        var at = 0;
        foreach (var part in signed)
        {
            if (part.At < at || part.Length < 0 || part.Length > length - part.At)
            {
                return false;
            }

            at = part.At + part.Length;
        }

        return true;
    }
}
