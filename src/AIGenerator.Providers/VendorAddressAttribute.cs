using System.ComponentModel.DataAnnotations;
using System.Text.RegularExpressions;

namespace AIGenerator.Providers;

/// <summary>Where a vendor's API begins: an http or https address without a query. A wrong one is told by both its names.</summary>
/// <param name="setting">Configuration key, e.g. <c>Providers:OpenAI:BaseUrl</c>.</param>
/// <param name="environmentName">Name in the environment, e.g. <c>OPENAI_BASE_URL</c>.</param>
[AttributeUsage(AttributeTargets.Property)]
internal sealed partial class VendorAddressAttribute(string setting, string environmentName) : ValidationAttribute
{
    /// <summary>Whether it may be empty: such a vendor is absent without it.</summary>
    public bool MayBeEmpty { get; set; }

    public override bool IsValid(object? value) => value is string address && (address.Length == 0 ? MayBeEmpty : Form.IsMatch(address));

    public override string FormatErrorMessage(string name) => $"{setting} ({environmentName}) must be an http or https address without a query.";

    [GeneratedRegex(@"^https?://[^\s?#]+\z", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Form { get; }
}
