namespace AIGenerator.Generation.Live;

/// <summary>
/// Numbers of live events. They grow with time, stay exact in JavaScript, and tell their maker: even ones are frames of the node that runs
/// the text (which can resume from them), odd ones come from the rows, and the last one says that the watcher has seen the end.
/// </summary>
internal static class LiveSequence
{
    public const long End = 9_000_000_000_000_001;

    public static long At(DateTimeOffset moment) => moment.ToUnixTimeMilliseconds() * 1_000;

    public static long StoredAt(DateTimeOffset moment) => At(moment) + 1;
}
