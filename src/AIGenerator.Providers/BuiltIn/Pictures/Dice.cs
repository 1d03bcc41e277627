namespace AIGenerator.Providers.BuiltIn.Pictures;

/// <summary>Random numbers that a seed decides, the same on every machine and for ever (SplitMix64, Steele and others 2014).</summary>
internal sealed class Dice(ulong seed)
{
    private ulong _state = seed;

    public ulong Next()
    {
        _state += 0x9E3779B97F4A7C15;
        return Mix(_state);
    }

    /// <summary>From 0 to below 1.</summary>
    public float Unit() => (Next() >> 40) * (1f / (1 << 24));

    public float Between(float least, float most) => least + (Unit() * (most - least));

    public int Below(int count) => (int)(Next() % (ulong)count);

    /// <summary>The seed that words give, whatever their case.</summary>
    public static ulong OfWords(string words)
    {
        // FNV-1a: string.GetHashCode is another one in every process.
        var hash = 0xCBF29CE484222325;
        foreach (var letter in words)
        {
            hash = (hash ^ char.ToLowerInvariant(letter)) * 0x100000001B3;
        }

        return Mix(hash);
    }

    private static ulong Mix(ulong value)
    {
        value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9;
        value = (value ^ (value >> 27)) * 0x94D049BB133111EB;
        return value ^ (value >> 31);
    }
}
