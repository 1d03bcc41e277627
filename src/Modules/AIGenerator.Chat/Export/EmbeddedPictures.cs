using AIGenerator.Chat.Drawing;
using AIGenerator.Chat.Markdown;
using AIGenerator.Generation;
using AIGenerator.Kernel.Identity;

namespace AIGenerator.Chat.Export;

/// <summary>Puts drawn answers' pictures into the file itself, as a file has nowhere to fetch them from.</summary>
internal sealed class EmbeddedPictures(IAssets assets)
{
    // The middle one: as wide as the column of text.
    private const int Size = 1;

    // A file of hundreds of pictures would stand in memory whole. The others are shown by their descriptions.
    private const long Room = 5_000_000;
    private const long Least = 20_000;

    public async Task<IReadOnlyList<DocumentLine>> PutAsync(IReadOnlyList<DocumentLine> lines, WorkspaceId workspace, CancellationToken ct)
    {
        var left = Room;
        var filled = new List<DocumentLine>(lines.Count);
        foreach (var line in lines)
        {
            if (!line.IsPicture)
            {
                filled.Add(line);
                continue;
            }

            var html = ChatMarkdown.Render(line.Text);
            foreach (var picture in OwnPicture.In(line.Text))
            {
                var data = await DataOfAsync(picture.Id, workspace, left, ct);
                left -= data.Length;
                html = html.Replace(picture.LinkMarkup, "", StringComparison.Ordinal).Replace(picture.SourceMarkup, $"src=\"{data}\"", StringComparison.Ordinal);
            }

            filled.Add(line with { Html = html });
        }

        return filled;
    }

    private async Task<string> DataOfAsync(Guid id, WorkspaceId workspace, long most, CancellationToken ct)
    {
        const string Nothing = "data:,";
        if (most < Least || await assets.OpenAsync(id, workspace, Size, ct) is not { } file)
        {
            return Nothing;
        }

        await using var content = file.Content;
        if (content.CanSeek && content.Length * 4 / 3 > most)
        {
            return Nothing;
        }

        using var bytes = new MemoryStream();
        await content.CopyToAsync(bytes, ct);
        return bytes.Length * 4 / 3 > most ? Nothing : $"data:{file.MediaType};base64,{Convert.ToBase64String(bytes.GetBuffer(), 0, (int)bytes.Length)}";
    }
}
