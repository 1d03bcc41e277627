using System.Text;

namespace AIGenerator.Kernel.Localization;

/// <summary>
/// Reads the ICU message syntax that the catalogues use: <c>{name}</c>, <c>number</c>, <c>date</c>, <c>time</c>, <c>plural</c>, <c>select</c>.
/// An apostrophe is itself (Ukrainian is full of them) unless it stands before a brace, where it quotes up to the next apostrophe.
/// </summary>
internal sealed class MessageParser
{
    private readonly string _source;
    private int _at;

    private MessageParser(string source) => _source = source;

    /// <summary>The parsed message.</summary>
    /// <exception cref="FormatException">The text is not a message; says where.</exception>
    public static Message Parse(string source)
    {
        var parser = new MessageParser(source);
        var parts = parser.Parts(isNested: false, isPlural: false);
        return new Message(parts);
    }

    private List<MessagePart> Parts(bool isNested, bool isPlural)
    {
        var parts = new List<MessagePart>();
        var literal = new StringBuilder();
        while (_at < _source.Length && !(isNested && _source[_at] == '}'))
        {
            var c = _source[_at];
            if (c == '\'' && _at + 1 < _source.Length && _source[_at + 1] is '{' or '}')
            {
                Quoted(literal);
            }
            else if (c == '{')
            {
                Flush(parts, literal);
                parts.Add(Placeholder(isPlural));
            }
            else if (c == '#' && isPlural)
            {
                Flush(parts, literal);
                parts.Add(new CountPart());
                _at++;
            }
            else if (c == '}')
            {
                throw Wrong("a closing brace without an opening one");
            }
            else
            {
                literal.Append(c);
                _at++;
            }
        }

        Flush(parts, literal);
        return parts;
    }

    private void Quoted(StringBuilder literal)
    {
        var end = _source.IndexOf('\'', _at + 1);
        if (end < 0)
        {
            throw Wrong("a quote that does not end");
        }

        literal.Append(_source, _at + 1, end - _at - 1);
        _at = end + 1;
    }

    private MessagePart Placeholder(bool isPlural)
    {
        Expect('{');
        var name = Word();
        if (TryTake('}'))
        {
            return new ValuePart(name, "", "");
        }

        Expect(',');
        var kind = Word();
        switch (kind)
        {
            case "plural":
                Expect(',');
                return new PluralPart(name, Branches(isPlural: true));
            case "select":
                Expect(',');
                return new SelectPart(name, Branches(isPlural));
            case "number" or "date" or "time":
                var style = TryTake(',') ? Word() : "";
                Expect('}');
                return new ValuePart(name, kind, style);
            default:
                throw Wrong($"the unknown kind '{kind}'");
        }
    }

    private Dictionary<string, IReadOnlyList<MessagePart>> Branches(bool isPlural)
    {
        var branches = new Dictionary<string, IReadOnlyList<MessagePart>>(StringComparer.Ordinal);
        while (!TryTake('}'))
        {
            var name = Word();
            Expect('{');
            branches[name] = Parts(isNested: true, isPlural);
            Expect('}');
        }

        return branches.ContainsKey("other") ? branches : throw Wrong("a choice without 'other'");
    }

    private string Word()
    {
        SkipSpaces();
        var start = _at;
        while (_at < _source.Length && _source[_at] is not (' ' or ',' or '{' or '}' or '\n' or '\t'))
        {
            _at++;
        }

        return _at > start ? _source[start.._at] : throw Wrong("a missing word");
    }

    private bool TryTake(char c)
    {
        SkipSpaces();
        if (_at >= _source.Length || _source[_at] != c)
        {
            return false;
        }

        _at++;
        return true;
    }

    private void Expect(char c)
    {
        if (!TryTake(c))
        {
            throw Wrong($"a missing '{c}'");
        }
    }

    private void SkipSpaces()
    {
        while (_at < _source.Length && char.IsWhiteSpace(_source[_at]))
        {
            _at++;
        }
    }

    private static void Flush(List<MessagePart> parts, StringBuilder literal)
    {
        if (literal.Length > 0)
        {
            parts.Add(new LiteralPart(literal.ToString()));
            literal.Clear();
        }
    }

    private FormatException Wrong(string what) => new($"The message '{_source}' has {what} at {_at}.");
}
