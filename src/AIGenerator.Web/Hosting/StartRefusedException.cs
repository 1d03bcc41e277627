namespace AIGenerator.Web.Hosting;

/// <summary>The host cannot start and says why in words for the operator: printed without a stack trace, exit code 1.</summary>
internal sealed class StartRefusedException(params IReadOnlyList<string> problems) : Exception(string.Join(Environment.NewLine, problems))
{
    /// <summary>One line for each thing to repair.</summary>
    public IReadOnlyList<string> Problems { get; } = problems;
}
