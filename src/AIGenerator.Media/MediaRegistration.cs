using AIGenerator.Kernel.Localization;
using AIGenerator.Media.Documents;
using AIGenerator.Media.Files;
using AIGenerator.Media.Generated;
using AIGenerator.Media.Pictures;
using AIGenerator.Media.Previews;
using AIGenerator.Media.Tools;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace AIGenerator.Media;

/// <summary>Entry point of the tools that work on files.</summary>
public static class MediaRegistration
{
    /// <summary>Adds the file store (<c>DATA_DIR/files</c>), the intake and the texts of its refusals.</summary>
    public static IServiceCollection AddMedia(this IServiceCollection services, IConfiguration configuration)
    {
        var data = configuration["DATA_DIR"]?.Trim() is { Length: > 0 } folder ? folder : "data";
        services.AddTexts(typeof(MediaRegistration).Assembly);
        var files = new FolderFileStore(Path.GetFullPath(Path.Combine(data, "files")));
        services.AddSingleton<IFileStore>(files);
        services.AddSingleton(new LeftoverPlace(files.Arriving, "*"));
        services.AddHostedService<LeftoverSweep>();
        services.AddSingleton(new MediaTools(configuration["FFMPEG_PATH"], configuration["PDFTOTEXT_PATH"], configuration["HEIF_CONVERT_PATH"]));
        services.AddSingleton(new ToolTurns(ToolTurns.Patience));
        services.AddSingleton<PictureMaker>();
        services.AddSingleton(PreviewProgram.BesideUs());
        services.AddSingleton<PreviewPool>();
        services.AddSingleton<FFmpegPreviews>();
        services.AddSingleton<SmallerPictures>();
        services.AddSingleton<IGeneratedPictures, GeneratedPictures>();
        services.AddSingleton<IPicturePixels, PixelReader>();
        services.AddSingleton<IPictureFormats, PictureConversion>();
        services.AddSingleton<PdfText>();
        services.AddSingleton<IMediaIntake, MediaIntake>();
        return services;
    }
}
