using System.Globalization;
using System.Text;

namespace AIGenerator.Kernel.Localization;

/// <summary>A parsed text: parts that are written one after another. Immutable, shared by all requests.</summary>
internal sealed class Message(IReadOnlyList<MessagePart> parts)
{
    /// <summary>The text when it has no placeholders, else null.</summary>
    private readonly string? _plain = parts switch
    {
        [] => "",
        [LiteralPart literal] => literal.Text,
        _ => null,
    };

    /// <summary>The parts, for checks.</summary>
    public IReadOnlyList<MessagePart> Parts => parts;

    /// <summary>The text with its placeholders filled.</summary>
    public string Write(string language, CultureInfo culture, ReadOnlySpan<(string Name, object? Value)> arguments)
    {
        if (_plain is not null)
        {
            return _plain;
        }

        var text = new StringBuilder();
        var writer = new MessageWriter(text, language, culture, arguments);
        writer.Write(parts, counted: null);
        return text.ToString();
    }
}

/// <summary>A piece of a message.</summary>
internal abstract record MessagePart;

/// <summary>Plain text.</summary>
internal sealed record LiteralPart(string Text) : MessagePart;

/// <summary><c>#</c> inside a plural: the number counted.</summary>
internal sealed record CountPart : MessagePart;

/// <summary><c>{name}</c>, <c>{name, number, percent}</c>, <c>{name, date, long}</c>.</summary>
internal sealed record ValuePart(string Name, string Kind, string Style) : MessagePart;

/// <summary><c>{name, plural, =0 {…} one {…} other {…}}</c>.</summary>
internal sealed record PluralPart(string Name, IReadOnlyDictionary<string, IReadOnlyList<MessagePart>> Forms) : MessagePart;

/// <summary><c>{name, select, a {…} other {…}}</c>.</summary>
internal sealed record SelectPart(string Name, IReadOnlyDictionary<string, IReadOnlyList<MessagePart>> Choices) : MessagePart;

internal readonly ref struct MessageWriter(
    StringBuilder text, string language, CultureInfo culture, ReadOnlySpan<(string Name, object? Value)> arguments)
{
    private readonly ReadOnlySpan<(string Name, object? Value)> _arguments = arguments;

    public void Write(IReadOnlyList<MessagePart> parts, object? counted)
    {
        foreach (var part in parts)
        {
            switch (part)
            {
                case LiteralPart literal:
                    text.Append(literal.Text);
                    break;
                case CountPart:
                    text.Append(ValueFormat.Write(counted, "number", "", culture));
                    break;
                case ValuePart value:
                    text.Append(TryFind(value.Name, out var found) ? ValueFormat.Write(found, value.Kind, value.Style, culture) : "{" + value.Name + "}");
                    break;
                case PluralPart plural:
                    TryFind(plural.Name, out var number);
                    Write(FormOf(plural, number), number);
                    break;
                case SelectPart select:
                    TryFind(select.Name, out var choice);
                    var name = choice is bool flag ? (flag ? "true" : "false") : Convert.ToString(choice, CultureInfo.InvariantCulture) ?? "";
                    Write(select.Choices.TryGetValue(name, out var chosen) ? chosen : select.Choices["other"], counted);
                    break;
            }
        }
    }

    private IReadOnlyList<MessagePart> FormOf(PluralPart plural, object? value)
    {
        var number = PluralRules.ToNumber(value ?? 0);
        return plural.Forms.TryGetValue("=" + number.ToString("0.############", CultureInfo.InvariantCulture), out var exact) ? exact
            : plural.Forms.TryGetValue(PluralRules.Select(language, number), out var form) ? form
            : plural.Forms["other"];
    }

    private bool TryFind(string name, out object? value)
    {
        foreach (var argument in _arguments)
        {
            if (argument.Name == name)
            {
                value = argument.Value;
                return true;
            }
        }

        value = null;
        return false;
    }
}
