namespace AIGenerator.Kernel.Identity;

/// <summary>
/// Marks endpoints that read their body themselves, as it arrives: nothing before them may read it as a form. They act for the workspace of the
/// header, or the person's own.
/// </summary>
[AttributeUsage(AttributeTargets.Method | AttributeTargets.Class)]
public sealed class StreamedBodyAttribute : Attribute;
