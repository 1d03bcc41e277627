namespace AIGenerator.Chat.Asking;

/// <summary>How an answer is asked for.</summary>
internal enum AnswerWish
{
    /// <summary>As the model likes.</summary>
    Plain,

    /// <summary>In fewer words than before.</summary>
    Shorter,

    /// <summary>In more detail than before.</summary>
    Longer,

    /// <summary>The rest of an answer that ended too early.</summary>
    Continue,
}

/// <summary>What a wish adds to what the model is told. English: every model follows it, and answers in the conversation's language.</summary>
internal static class AnswerWishes
{
    /// <summary>Instructions beside the conversation; null where there are none.</summary>
    public static string? InstructionOf(this AnswerWish wish) => wish switch
    {
        AnswerWish.Shorter => "Answer the last message briefly: at most half the length you would usually take. Keep the language of the conversation.",
        AnswerWish.Longer => "Answer the last message in depth: about twice the length you would usually take, with reasons and examples. Keep the language of the conversation.",
        AnswerWish.Plain or AnswerWish.Continue => null,
    };

    /// <summary>The turn that asks for the rest.</summary>
    public const string GoOn = "Continue exactly where your answer stopped. Repeat nothing and do not comment on this request.";

    public static bool TryParse(string? text, out AnswerWish wish)
    {
        wish = text switch
        {
            null or "" or "plain" => AnswerWish.Plain,
            "shorter" => AnswerWish.Shorter,
            "longer" => AnswerWish.Longer,
            "continue" => AnswerWish.Continue,
            _ => (AnswerWish)(-1),
        };
        return (int)wish >= 0;
    }
}
