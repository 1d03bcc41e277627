using AIGenerator.Kernel.Identity;

namespace AIGenerator.Accounts;

/// <summary>Who is who, for administrators. Never for other people: an address says that there is an account (docs/decisions/0010).</summary>
public interface IPeople
{
    /// <summary>
    /// People whose address or name contains <paramref name="words"/>, in any case; the exact address first, then by name. Several may share an
    /// address that nobody has confirmed.
    /// </summary>
    Task<IReadOnlyList<Person>> FindAsync(string words, int most, CancellationToken ct);

    /// <summary>One person, or null where the account is gone.</summary>
    Task<Person?> OfAsync(UserId user, CancellationToken ct);
}

/// <summary>A person.</summary>
/// <param name="Id">Whose account.</param>
/// <param name="DisplayName">As shown to others.</param>
/// <param name="Email">As written at sign-up.</param>
public sealed record Person(UserId Id, string DisplayName, string Email);
