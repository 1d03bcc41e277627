using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace AIGenerator.Kernel.Money;

/// <summary>
/// An amount of the platform's unit. Whole numbers only. People see it as "tokens"; in code, API and tables it is credits, because
/// "tokens" there means LLM tokens. One credit is $0.0001 of provider list price times the model's markup.
/// </summary>
[JsonConverter(typeof(CreditsJsonConverter))]
public readonly record struct Credits(long Value) : IComparable<Credits>
{
    /// <summary>List price in US dollars that one credit stands for.</summary>
    public const decimal UsdPerCredit = 0.0001m;

    /// <summary>Nothing.</summary>
    public static readonly Credits Zero;

    /// <summary>A dollar amount in credits, rounded up once.</summary>
    /// <exception cref="OverflowException">The amount is beyond what a wallet can hold.</exception>
    public static Credits FromUsd(decimal usd) => new(checked((long)Math.Ceiling(usd / UsdPerCredit)));

    /// <summary>The smaller of two amounts.</summary>
    public static Credits Min(Credits a, Credits b) => a < b ? a : b;

    /// <summary>The larger of two amounts.</summary>
    public static Credits Max(Credits a, Credits b) => a > b ? a : b;

    /// <inheritdoc/>
    public int CompareTo(Credits other) => Value.CompareTo(other.Value);

    /// <inheritdoc/>
    public override string ToString() => Value.ToString(CultureInfo.InvariantCulture);

    /// <summary>Sum; throws on overflow.</summary>
    public static Credits operator +(Credits a, Credits b) => new(checked(a.Value + b.Value));

    /// <summary>Difference; throws on overflow.</summary>
    public static Credits operator -(Credits a, Credits b) => new(checked(a.Value - b.Value));

    /// <summary>The amount with the other sign.</summary>
    public static Credits operator -(Credits a) => new(checked(-a.Value));

    /// <summary>Less than.</summary>
    public static bool operator <(Credits a, Credits b) => a.Value < b.Value;

    /// <summary>Greater than.</summary>
    public static bool operator >(Credits a, Credits b) => a.Value > b.Value;

    /// <summary>At most.</summary>
    public static bool operator <=(Credits a, Credits b) => a.Value <= b.Value;

    /// <summary>At least.</summary>
    public static bool operator >=(Credits a, Credits b) => a.Value >= b.Value;
}

internal sealed class CreditsJsonConverter : JsonConverter<Credits>
{
    public override Credits Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => new(reader.GetInt64());

    public override void Write(Utf8JsonWriter writer, Credits value, JsonSerializerOptions options) => writer.WriteNumberValue(value.Value);
}
