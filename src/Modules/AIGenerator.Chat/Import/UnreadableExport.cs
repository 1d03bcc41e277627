using AIGenerator.Kernel.Results;

namespace AIGenerator.Chat.Import;

/// <summary>The file cannot be read on: carries the refusal out of the middle of reading to the one place that answers with it.</summary>
internal sealed class UnreadableExport(Error refusal, Exception? inner = null) : Exception(refusal.Message, inner)
{
    public Error Refusal { get; } = refusal;
}
