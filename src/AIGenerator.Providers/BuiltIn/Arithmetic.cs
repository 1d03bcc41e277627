using System.Globalization;

namespace AIGenerator.Providers.BuiltIn;

/// <summary>Sums with brackets, powers and percentages: <c>12% of 3,480 + 25</c>, <c>(2 + 3)^2 / 4</c>.</summary>
internal static class Arithmetic
{
    private const int LongestSum = 200;

    /// <summary>The sum in the question worked out, or null where there is none.</summary>
    public static string? Answer(Question question)
    {
        if (question.Text.Length > LongestSum || SumIn(question) is not { } sum || new Reader(sum).Read() is not { } result)
        {
            return null;
        }

        var shown = Show(result, question.Phrases.Culture);
        return question.Phrases.Format("sum", ("sum", sum), ("result", shown));
    }

    /// <summary>A number as people of that language write it, without a tail of zeros.</summary>
    public static string Show(decimal number, CultureInfo culture) => Math.Round(number, 10).ToString("#,0.##########", culture);

    /// <summary>What remains of the question when the words around the sum are gone; null where other words remain.</summary>
    private static string? SumIn(Question question)
    {
        var text = question.Lower;
        foreach (var word in question.Phrases.Words("words.of"))
        {
            text = text.Replace("% " + word + " ", "% * ", StringComparison.Ordinal);
        }

        foreach (var word in question.Phrases.Words("words.sum"))
        {
            text = text.StartsWith(word + " ", StringComparison.Ordinal) ? text[(word.Length + 1)..] : text;
        }

        text = text.Trim(' ', '?', '=', '.', '!', '`').Replace('×', '*').Replace('·', '*').Replace('÷', '/').Replace(':', '/').Replace('−', '-')
            .Replace("**", "^", StringComparison.Ordinal);
        var isSum = text.Any(char.IsAsciiDigit) && text.Any(letter => "+-*/^%".Contains(letter, StringComparison.Ordinal))
            && text.All(letter => char.IsAsciiDigit(letter) || " +-*/^%().,\u00A0".Contains(letter, StringComparison.Ordinal));
        return isSum ? text : null;
    }

    /// <summary>Recursive descent over one sum; null for anything that is no sum or has no finite result.</summary>
    private sealed class Reader(string text)
    {
        private const int DeepestBrackets = 30;
        private int _at;
        private int _depth;

        public decimal? Read()
        {
            try
            {
                var value = Sum();
                return Peek() == '\0' ? value : null;
            }
            catch (Exception e) when (e is OverflowException or DivideByZeroException or FormatException)
            {
                return null;
            }
        }

        private decimal Sum()
        {
            var value = Product();
            while (Peek() is '+' or '-')
            {
                var sign = text[_at++];
                var right = Product();
                value = sign == '+' ? value + right : value - right;
            }

            return value;
        }

        private decimal Product()
        {
            var value = Power();
            while (Peek() is '*' or '/')
            {
                var sign = text[_at++];
                var right = Power();
                value = sign == '*' ? value * right : value / right;
            }

            return value;
        }

        private decimal Power()
        {
            var value = Percent();
            if (Peek() != '^')
            {
                return value;
            }

            _at++;
            return (decimal)Math.Pow((double)value, (double)Power());
        }

        private decimal Percent()
        {
            var value = Single();
            while (Peek() == '%')
            {
                _at++;
                value /= 100;
            }

            return value;
        }

        private decimal Single()
        {
            switch (Peek())
            {
                case '-':
                    _at++;
                    return -Power();
                case '+':
                    _at++;
                    return Power();
                case '(' when ++_depth <= DeepestBrackets:
                    _at++;
                    var value = Sum();
                    if (Peek() != ')')
                    {
                        throw new FormatException();
                    }

                    _at++;
                    _depth--;
                    return value;
                default:
                    return Number();
            }
        }

        private decimal Number()
        {
            _ = Peek();
            var start = _at;
            while (_at < text.Length && (char.IsAsciiDigit(text[_at]) || text[_at] is '.' or ','))
            {
                _at++;
            }

            return Numbers.Parse(text.AsSpan(start, _at - start));
        }

        private char Peek()
        {
            while (_at < text.Length && char.IsWhiteSpace(text[_at]))
            {
                _at++;
            }

            return _at < text.Length ? text[_at] : '\0';
        }
    }
}
