using Microsoft.AspNetCore.Identity;

namespace AIGenerator.Accounts.Accounts;

/// <summary>A person's account. Identity's user with what the product adds; the user name is the address.</summary>
internal sealed class Account : IdentityUser<Guid>
{
    public required string DisplayName { get; set; }

    /// <summary>Two letters.</summary>
    public required string Language { get; set; }

    public Theme Theme { get; set; } = Theme.System;

    public bool IsAdministrator { get; set; }

    public required DateTimeOffset CreatedAt { get; init; }
}

/// <summary>Appearance; the cookie carries the lower-case word.</summary>
internal enum Theme
{
    System,
    Dark,
    Light,
}

internal static class ThemeWords
{
    public static string Word(this Theme theme) => theme switch
    {
        Theme.System => "system",
        Theme.Dark => "dark",
        Theme.Light => "light",
    };

    public static Theme? Parse(string? word) => word switch
    {
        "system" => Theme.System,
        "dark" => Theme.Dark,
        "light" => Theme.Light,
        _ => null,
    };
}
