using AIGenerator.Generation;
using AIGenerator.Kernel.Identity;
using AIGenerator.Kernel.Results;
using AIGenerator.Media;
using AIGenerator.Media.Files;
using AIGenerator.Media.Generated;
using Microsoft.AspNetCore.Http;

namespace AIGenerator.Studio.Images;

/// <summary>Takes a picture in: arriving, recognised, drawn anew, made smaller, kept where there is room.</summary>
internal sealed class AssetUploads(IAssets assets, IFileStore files, IMediaIntake intake, IGeneratedPictures pictures, IFileRoom room)
{
    public async Task<Result<AssetView>> AddAsync(Guid id, WorkspaceId workspace, HttpRequest request, CancellationToken ct)
    {
        if (await assets.FindAsync(id, workspace, ct) is { } first)
        {
            return first;
        }

        if (await room.RefusalAsync(workspace, ct) is { } full)
        {
            return full;
        }

        using var arriving = files.NewArriving();
        if (!(await UploadedFile.ReceiveAsync(request, arriving, FileLimits.Largest, ct)).Ok(out var name, out var refusal)
            || !(await intake.ReadPictureAsync(arriving.Path, name, PictureLimits.ToBeWorkedOn, new FileSender(workspace.Value, IsVisitor: false), ct)).Ok(out var file, out refusal)
            || !(await pictures.FinishAsync(file.Bytes, file.MadeBy, isPlain: false, ct)).Ok(out var picture, out refusal))
        {
            return refusal;
        }

        return await assets.AddAsync(new NewAsset(id, workspace, picture), ct);
    }
}
