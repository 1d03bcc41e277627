namespace AIGenerator.Providers.Text;

/// <summary>
/// A conversation for vendors that want person and model to take turns and refuse a turn that says nothing: neighbours with one role stand
/// together, empty turns and a model's word before the person's first are left out.
/// </summary>
internal static class AlternatingTurns
{
    /// <summary>The groups, oldest first; roles alternate and the first is the person's.</summary>
    public static IReadOnlyList<IReadOnlyList<TextTurn>> Of(IReadOnlyList<TextTurn> turns)
    {
        var groups = new List<List<TextTurn>>();
        foreach (var turn in turns)
        {
            if (SaysNothing(turn) || (groups.Count == 0 && turn.Role == TurnRole.Assistant))
            {
                continue;
            }

            if (groups.Count > 0 && groups[^1][0].Role == turn.Role)
            {
                groups[^1].Add(turn);
            }
            else
            {
                groups.Add([turn]);
            }
        }

        return groups;
    }

    private static bool SaysNothing(TextTurn turn) => string.IsNullOrWhiteSpace(turn.Text) && turn.Images is not { Count: > 0 };
}
