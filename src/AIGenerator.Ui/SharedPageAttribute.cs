namespace AIGenerator.Ui;

/// <summary>
/// A page that is the same for all visitors (<c>@attribute [SharedPage]</c>): the host caches it for them by language and theme.
/// Anybody with a session or a visitor's workspace gets a fresh one.
/// </summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class SharedPageAttribute : Attribute;
