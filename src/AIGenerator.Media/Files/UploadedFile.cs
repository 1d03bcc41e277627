using AIGenerator.Kernel.Results;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;

namespace AIGenerator.Media.Files;

/// <summary>Reads the one file of a multipart form as it arrives, never more of it than allowed.</summary>
public static class UploadedFile
{
    /// <summary>Bytes that a form needs around its file.</summary>
    public const long Frame = 64 * 1024;

    private const int LongestBoundary = 100;

    /// <summary>Writes the file's bytes and gives its cleaned name. Refusals: <c>media.no-file</c>, <c>media.too-large</c>.</summary>
    public static async Task<Result<string>> ReceiveAsync(HttpRequest request, ArrivingFile target, long limit, CancellationToken ct)
    {
        if (request.ContentLength > limit + Frame)
        {
            return MediaErrors.TooLarge(limit);
        }

        if (BoundaryOf(request) is not { } boundary)
        {
            return MediaErrors.NoFile;
        }

        try
        {
            var reader = new MultipartReader(boundary, request.Body) { HeadersCountLimit = 16, HeadersLengthLimit = 8 * 1024 };
            while (await reader.ReadNextSectionAsync(ct) is { } section)
            {
                if (section.GetContentDispositionHeader() is { } disposition && disposition.IsFileDisposition())
                {
                    var name = FileName.Clean((disposition.FileNameStar.HasValue ? disposition.FileNameStar : disposition.FileName).Value);
                    return await SaveAsync(section.Body, target.Path, limit, ct) ? name : MediaErrors.TooLarge(limit);
                }
            }

            return MediaErrors.NoFile;
        }
        catch (BadHttpRequestException tooLarge) when (tooLarge.StatusCode == StatusCodes.Status413PayloadTooLarge)
        {
            return MediaErrors.TooLarge(limit);
        }
        catch (Exception broken) when (broken is InvalidDataException or IOException and not BadHttpRequestException)
        {
            return MediaErrors.NoFile;
        }
    }

    private static string? BoundaryOf(HttpRequest request) =>
        MediaTypeHeaderValue.TryParse(request.ContentType, out var type) && type.MediaType.Equals("multipart/form-data", StringComparison.OrdinalIgnoreCase)
        && HeaderUtilities.RemoveQuotes(type.Boundary).Value is { Length: > 0 and <= LongestBoundary } boundary
            ? boundary
            : null;

    private static async Task<bool> SaveAsync(Stream body, string path, long limit, CancellationToken ct)
    {
        await using var file = new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0, FileOptions.Asynchronous);
        var buffer = new byte[64 * 1024];
        for (int read; (read = await body.ReadAsync(buffer, ct)) > 0;)
        {
            if (file.Length + read > limit)
            {
                return false;
            }

            await file.WriteAsync(buffer.AsMemory(0, read), ct);
        }

        return true;
    }
}
