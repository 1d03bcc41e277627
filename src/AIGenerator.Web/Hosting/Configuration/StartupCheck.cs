using System.Text.RegularExpressions;
using Microsoft.Extensions.Options;

namespace AIGenerator.Web.Hosting.Configuration;

/// <summary>Finds every wrong setting before anything starts, and names it as the operator wrote it.</summary>
internal static partial class StartupCheck
{
    /// <summary>Runs all validators.</summary>
    /// <exception cref="StartRefusedException">Some settings are wrong; one line for each.</exception>
    public static void CheckSettings(this WebApplication app)
    {
        var problems = new List<string>(app.Services.GetRequiredService<HostSettings>().Problems);
        Validate(app, problems);
        if (problems.Count > 0)
        {
            throw new StartRefusedException(problems);
        }
    }

    // A value that cannot even be read ends the framework's round: what is wrong behind it shows at the next start.
    private static void Validate(WebApplication app, List<string> problems)
    {
        try
        {
            app.Services.GetService<IStartupValidator>()?.Validate();
        }
        catch (OptionsValidationException refusal)
        {
            problems.AddRange(Describe(refusal));
        }
        catch (AggregateException refusals) when (refusals.InnerExceptions.All(inner => inner is OptionsValidationException))
        {
            problems.AddRange(refusals.InnerExceptions.Cast<OptionsValidationException>().SelectMany(Describe));
        }
        catch (InvalidOperationException unreadable) when (UnreadableValue().Match(unreadable.Message) is { Success: true } match)
        {
            var key = match.Groups["key"].Value;
            problems.Add($"{VendorSettings.NameOf(key)}: '{match.Groups["value"].Value}' is not {WordFor(match.Groups["type"].Value.Split('.')[^1])}.");
        }
    }

    private static string WordFor(string type) => type switch
    {
        "Int32" or "Int64" => "a whole number",
        "Decimal" or "Double" => "a number",
        "Boolean" => "true or false",
        "TimeSpan" => "a time, e.g. 00:00:30",
        _ => "a value of the kind " + type,
    };

    private static IEnumerable<string> Describe(OptionsValidationException refusal)
    {
        var section = refusal.OptionsType.GetField("Section", System.Reflection.BindingFlags.Public | System.Reflection.BindingFlags.Static)?.GetValue(null) as string;
        return refusal.Failures.SelectMany(failure => failure.Split("; ")).Select(failure =>
            section is not null && MemberFirst().Match(failure) is { Success: true } match
                ? Describe(refusal.OptionsType.Name, section, match.Groups["member"].Value, match.Groups["rest"].Value)
                : failure);
    }

    // Validators speak of a property by its class, its section or both names of its setting; the operator knows one name, and it stands in front.
    private static string Describe(string type, string section, string member, string rest)
    {
        var name = VendorSettings.NameOf($"{section}:{member}");
        foreach (var subject in (string[])[$"The field {type}.{member} ", $"{type}.{member} ", $"{section}:{member} ({name}) "])
        {
            if (rest.StartsWith(subject, StringComparison.Ordinal))
            {
                return $"{name}: {rest[subject.Length..]}";
            }
        }

        return $"{name}: {rest.Replace($"{type}.{member}", name, StringComparison.Ordinal)}";
    }

    [GeneratedRegex("^(?<member>[A-Z][A-Za-z]+): (?<rest>.+)$", RegexOptions.Singleline | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex MemberFirst();

    [GeneratedRegex("value '(?<value>[^']*)' at '(?<key>[^']+)' to type '(?<type>[^']+)'", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex UnreadableValue();
}
