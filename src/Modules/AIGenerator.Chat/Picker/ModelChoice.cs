using AIGenerator.Models;

namespace AIGenerator.Chat.Picker;

/// <summary>A row of the model picker.</summary>
/// <param name="Model">The model.</param>
/// <param name="Group"><c>ready</c>, <c>plan</c>, <c>guest</c>, <c>unconnected</c> or <c>retired</c>: the heading it stands under.</param>
/// <param name="Reason">Why it cannot be chosen, in the reader's words (empty: its state says so); null where it can.</param>
public sealed record ModelChoice(TextModel Model, string Group, string? Reason);
