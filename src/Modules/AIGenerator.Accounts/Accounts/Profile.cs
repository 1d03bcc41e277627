using System.Net.Mail;
using AIGenerator.Kernel.Results;

namespace AIGenerator.Accounts.Accounts;

/// <summary>What a person tells about himself: checks that several slices share.</summary>
internal static class Profile
{
    public const int LongestEmail = 254;
    public const int LongestName = 80;

    /// <summary>The trimmed address, or the refusal.</summary>
    public static Result<string> Email(string? text)
    {
        var email = text?.Trim() ?? "";
        var isFine = email.Length is > 2 and <= LongestEmail
            && !email.Any(letter => char.IsWhiteSpace(letter) || char.IsControl(letter))
            && MailAddress.TryCreate(email, out var parsed)
            && parsed.Address == email;
        return isFine ? email : new Error("accounts.email-invalid", "This is not an e-mail address.", ErrorKind.Unprocessable, "email");
    }

    /// <summary>The trimmed name, or the part of the address before the at sign where none is given.</summary>
    public static Result<string> Name(string? text, string email)
    {
        var name = text?.Trim() ?? "";
        if (name.Length > LongestName || name.Any(char.IsControl))
        {
            return new Error("accounts.name-invalid", $"At most {LongestName} characters on one line.", ErrorKind.Unprocessable, "displayName");
        }

        if (name.Length > 0)
        {
            return name;
        }

        var mailbox = email[..email.IndexOf('@', StringComparison.Ordinal)];
        return mailbox.Length > LongestName ? mailbox[..LongestName] : mailbox;
    }
}
