using AIGenerator.Chat.Pages;

namespace AIGenerator.Chat.Context;

/// <summary>A summary as the page shows it.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Messages">How many messages it covers.</param>
/// <param name="Html">The renderer's.</param>
/// <param name="ModelName">Who wrote it.</param>
/// <param name="IsUsed">Whether models are told it.</param>
/// <param name="Receipt">What it cost and how it ended; null for a copy.</param>
public sealed record SummaryView(Guid Id, int Messages, string Html, string ModelName, bool IsUsed, ReceiptView? Receipt)
{
    /// <summary>Whether it is being written.</summary>
    public bool IsRunning => Receipt is { IsFinal: false };
}
