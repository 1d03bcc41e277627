namespace AIGenerator.Chat.Messages;

/// <summary>Which part of a branch is read. At most one of the three places is given; without one it is the branch's end.</summary>
/// <param name="Before">Messages before this one.</param>
/// <param name="After">Messages after this one.</param>
/// <param name="Around">This message with what stands around it, on its own branch where it is not on the shown one.</param>
/// <param name="Leaf">The end of the branch; the chat's own when null.</param>
/// <param name="Size">Messages, at most.</param>
internal sealed record HistoryWindow(Guid? Before = null, Guid? After = null, Guid? Around = null, Guid? Leaf = null, int Size = HistoryWindow.PageSize)
{
    /// <summary>What a page shows at once.</summary>
    public const int PageSize = 40;

    /// <summary>What the API gives at most.</summary>
    public const int Largest = 500;
}
