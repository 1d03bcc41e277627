using AIGenerator.Chat.Compare;

namespace AIGenerator.Chat.Import;

/// <summary>
/// Answers that stood side by side, gathered while a chat is read. A file may claim anything: they must be answers to one question, of as many models
/// as a comparison of ours can have, and one at most is the best.
/// </summary>
internal sealed class ForeignComparisons
{
    private readonly Dictionary<(string Id, int? Question), List<(int Place, ForeignMessage Message)>> _groups = [];

    /// <summary>Remembers a message that is part of one.</summary>
    public void Add(int place, int? question, ForeignMessage message)
    {
        if (message is not { Role: ForeignRole.Model, Comparison: { } id })
        {
            return;
        }

        if (!_groups.TryGetValue((id, question), out var group))
        {
            _groups[(id, question)] = group = [];
        }

        group.Add((place, message));
    }

    /// <summary>Numbers the comparisons that are ones in their messages.</summary>
    public void Mark(List<ImportedMessage> messages)
    {
        var number = 0;
        foreach (var group in _groups.Values.Where(group => group.DistinctBy(answer => answer.Message.Model).Count() is >= AnsweringModels.Fewest and <= AnsweringModels.Most))
        {
            var best = group.FindIndex(answer => answer.Message.IsBest);
            for (var i = 0; i < group.Count; i++)
            {
                messages[group[i].Place] = messages[group[i].Place] with { Comparison = number, IsBest = i == best };
            }

            number++;
        }
    }
}
