using System.Text.Json;

namespace AIGenerator.Providers.ChatCompletions;

/// <summary>
/// An error body read into its few useful parts, whichever of the known shapes it has: <c>{"error":{…}}</c>, <c>{"error":"text"}</c>,
/// <c>{"code":"…","error":"text"}</c>, or none.
/// </summary>
/// <param name="Status">HTTP status, or the number in the body where HTTP said 200.</param>
/// <param name="Codes">Every code-like word in lower case: <c>code</c>, <c>type</c>, <c>metadata.error_type</c>, <c>availability.code</c>.</param>
/// <param name="Message">The vendor's text in lower case. For classifying only: never shown, never logged.</param>
/// <param name="HasModerationDetails">Whether the body says why content was flagged.</param>
/// <param name="RetryAfter">How long to wait, from the headers or the body.</param>
internal sealed record VendorFault(int Status, IReadOnlyList<string> Codes, string Message, bool HasModerationDetails, TimeSpan? RetryAfter)
{
    public static VendorFault Of(int status, JsonElement? error, JsonElement? outerCode, TimeSpan? retryAfter)
    {
        var codes = new List<string>();
        var message = "";
        var isFlagged = false;
        AddCode(codes, outerCode);

        // xAI writes its sentence into the outer code.
        var outer = codes.FirstOrDefault() ?? "";
        if (error is { ValueKind: JsonValueKind.String } text)
        {
            message = text.GetString() ?? "";
        }
        else if (error is { ValueKind: JsonValueKind.Object } body)
        {
            message = TextOf(body, "message");
            AddCode(codes, Member(body, "code"));
            AddCode(codes, Member(body, "type"));
            AddCode(codes, Member(body, "error_type"));
            var metadata = Member(body, "metadata");
            AddCode(codes, Member(metadata, "error_type"));
            isFlagged = Member(metadata, "reasons") is not null || Member(metadata, "flagged_input") is not null;
            var availability = Member(body, "availability");
            AddCode(codes, Member(availability, "code"));
            retryAfter ??= Seconds(Member(availability, "retry_after"));
            status = StatusInside(body) ?? status;
        }

        return new(status, codes, $"{outer} {message.ToLowerInvariant()}", isFlagged, retryAfter);
    }

    public bool Says(params ReadOnlySpan<string> codes)
    {
        foreach (var code in codes)
        {
            if (Codes.Contains(code, StringComparer.Ordinal))
            {
                return true;
            }
        }

        return false;
    }

    public bool Mentions(params ReadOnlySpan<string> phrases)
    {
        foreach (var phrase in phrases)
        {
            if (Message.Contains(phrase, StringComparison.Ordinal))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>A word for the log: the first code, if it looks like one.</summary>
    public string Word => Codes.FirstOrDefault(code => code.Length <= 64 && code.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '_' or '-')) ?? "-";

    /// <summary>OpenRouter answers 200 and puts the status into <c>error.code</c>; its availability errors into <c>error.http_status</c>.</summary>
    private static int? StatusInside(JsonElement body)
    {
        foreach (var name in (ReadOnlySpan<string>)["code", "http_status", "status"])
        {
            if (Member(body, name) is { ValueKind: JsonValueKind.Number } number && number.TryGetInt32(out var status) && status is >= 400 and < 600)
            {
                return status;
            }
        }

        return null;
    }

    private static JsonElement? Member(JsonElement? element, string name) =>
        element is { ValueKind: JsonValueKind.Object } && element.Value.TryGetProperty(name, out var member) && member.ValueKind != JsonValueKind.Null
            ? member
            : null;

    private static string TextOf(JsonElement element, string name) =>
        Member(element, name) is { ValueKind: JsonValueKind.String } text ? text.GetString() ?? "" : "";

    private static TimeSpan? Seconds(JsonElement? element) =>
        element is { ValueKind: JsonValueKind.Number } number && number.TryGetDouble(out var seconds) && seconds is >= 0 and < 86_400
            ? TimeSpan.FromSeconds(seconds)
            : null;

    private static void AddCode(List<string> codes, JsonElement? element)
    {
        if (element is { ValueKind: JsonValueKind.String } code && code.GetString() is { Length: > 0 } word)
        {
            codes.Add(word.ToLowerInvariant());
        }
    }
}
