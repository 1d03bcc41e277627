using System.Diagnostics.CodeAnalysis;

namespace AIGenerator.Kernel.Results;

/// <summary>A value, or the <see cref="Error"/> that explains why there is none.</summary>
public readonly struct Result<T>
    where T : notnull
{
    private readonly T? _value;
    private readonly Error? _error;

    private Result(T? value, Error? error)
    {
        _value = value;
        _error = error;
    }

    /// <summary>True with the value, or false with the refusal. The only way to read a result.</summary>
    public bool Ok([NotNullWhen(true)] out T? value, [NotNullWhen(false)] out Error? error)
    {
        value = _value;
        error = _error;
        return error is null;
    }

    /// <summary>Wraps a value.</summary>
    public static implicit operator Result<T>(T value) => new(value, null);

    /// <summary>Wraps a refusal.</summary>
    public static implicit operator Result<T>(Error error) => new(default, error);
}

/// <summary>The value of a result that has nothing to say but "done".</summary>
public readonly record struct Done
{
    /// <summary>The one value.</summary>
    public static readonly Done Value;
}
