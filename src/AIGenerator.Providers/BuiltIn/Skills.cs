namespace AIGenerator.Providers.BuiltIn;

/// <summary>The skills in the order they are asked; the first that knows an answer gives it.</summary>
internal static class Skills
{
    private static readonly Func<Question, string?>[] InOrder =
    [
        Talk.Pictures,
        Texts.Answer,
        Arithmetic.Answer,
        Units.Answer,
        Dates.Answer,
        Talk.Connecting,
        Talk.WhoAreYou,
        Talk.WhatCanYouDo,
        Frames.Code,
        Frames.Answer,
        Talk.Greeting,
        Talk.Thanks,
    ];

    public static string Answer(Question question)
    {
        foreach (var skill in InOrder)
        {
            if (skill(question) is { } answer)
            {
                return answer;
            }
        }

        return Talk.Unknown(question);
    }
}
