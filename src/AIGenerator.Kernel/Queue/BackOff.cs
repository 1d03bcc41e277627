namespace AIGenerator.Kernel.Queue;

/// <summary>How long a failed job rests before its next attempt.</summary>
internal static class BackOff
{
    private static readonly TimeSpan First = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(15);

    /// <summary>
    /// Doubles from two seconds up to a quarter of an hour, then spreads over 75 to 125 % of that, so that jobs that failed together do not come
    /// back together. The spread comes from the job's id: the same job and attempt always rest equally long.
    /// </summary>
    public static TimeSpan After(Guid job, int attempt)
    {
        var doubled = First * Math.Pow(2, Math.Clamp(attempt - 1, 0, 20));
        var rest = doubled < Longest ? doubled : Longest;
        return rest * (0.75 + (0.5 * Spread(job, attempt)));
    }

    private static double Spread(Guid job, int attempt)
    {
        // The last eight bytes of a version 7 id are random; a multiplicative hash mixes the attempt in.
        Span<byte> bytes = stackalloc byte[16];
        job.TryWriteBytes(bytes);
        var mixed = (BitConverter.ToUInt64(bytes[8..]) ^ (ulong)attempt) * 0x9E3779B97F4A7C15UL;
        return (mixed >> 11) * (1.0 / (1UL << 53));
    }
}
