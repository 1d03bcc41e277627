namespace AIGenerator.Providers.Media;

/// <summary>How an order stands.</summary>
public abstract record MediaReport;

/// <summary>The vendor is at it.</summary>
/// <param name="Job">What to ask about.</param>
/// <param name="Position">Orders before this one in the vendor's line; null where it does not say, or has begun.</param>
/// <param name="Progress">From 0 to 1; null where it does not say.</param>
/// <param name="AskAgainIn">The vendor's wish; null leaves it to us.</param>
public sealed record MediaUnderWay(VendorJob Job, int? Position = null, double? Progress = null, TimeSpan? AskAgainIn = null) : MediaReport;

/// <summary>The vendor is done.</summary>
/// <param name="Outputs">What it made, in its order. Fewer than ordered is a part of the order; none at all is reported as a failure instead.</param>
/// <param name="Withheld">How many the vendor's safety rules took out.</param>
/// <param name="CostUsd">What the vendor says it takes for this, where it says so.</param>
public sealed record MediaDone(IReadOnlyList<MediaOutput> Outputs, int Withheld = 0, decimal? CostUsd = null) : MediaReport;

/// <summary>One file that was made: its bytes, or where they can be had for a while.</summary>
/// <param name="Bytes">The file itself; empty where <paramref name="Address"/> is given.</param>
/// <param name="Address">Where the vendor keeps it. Not trusted: whoever fetches it checks where it leads and what comes.</param>
/// <param name="Seed">What it grew from, where the vendor says so.</param>
/// <param name="Prompt">What the vendor made of the prompt, where it rewrote it.</param>
public sealed record MediaOutput(ReadOnlyMemory<byte> Bytes, Uri? Address = null, long? Seed = null, string? Prompt = null);
