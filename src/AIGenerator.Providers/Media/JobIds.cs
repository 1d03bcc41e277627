namespace AIGenerator.Providers.Media;

/// <summary>The vendor's ids behind one order: the first names the job, the others stand in its note.</summary>
internal sealed record JobIds(IReadOnlyList<string> Ids)
{
    public static JobIds Of(VendorJob job) => new([job.Id, .. job.Note is { Length: > 0 } others ? others.Split(',') : []]);

    /// <summary>Whether it may be an id of a vendor's: it goes into addresses and into our database.</summary>
    public static bool IsId(string? id) => id is { Length: > 0 and <= 200 } && id.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_');

    public VendorJob JobOf(string model) => new(Ids[0], model, Ids.Count > 1 ? string.Join(',', Ids.Skip(1)) : null);
}
