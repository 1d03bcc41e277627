using AIGenerator.Kernel.Localization;
using AIGenerator.Providers.Media;

namespace AIGenerator.Studio.Images;

/// <summary>What can be done with pictures, as the page names it.</summary>
internal static class TaskWords
{
    /// <summary>What is no task of a model that makes pictures, and stands beside those in the form: a picture is put into words.</summary>
    public const string Describe = "describe";

    /// <summary>In the order of the form.</summary>
    public static readonly IReadOnlyList<ImageTask> All =
    [
        ImageTask.Create, ImageTask.Remix, ImageTask.Inpaint, ImageTask.Outpaint, ImageTask.Upscale, ImageTask.RemoveBackground, ImageTask.Vectorize,
    ];

    /// <summary>The task of an address; making one where it says nothing that we know.</summary>
    public static ImageTask Read(string? word) => All.FirstOrDefault(task => ImageResponse.Word(task) == word);

    /// <summary>Its name.</summary>
    public static string Name(ILocalizer texts, ImageTask task) => texts[$"studio.images.task.{ImageResponse.Word(task)}"];

    /// <summary>Its icon.</summary>
    public static string Icon(ImageTask task) => task switch
    {
        ImageTask.Create => "sparkle",
        ImageTask.Remix => "vary",
        ImageTask.Inpaint => "brush",
        ImageTask.Outpaint => "expand",
        ImageTask.Upscale => "enlarge",
        ImageTask.RemoveBackground => "scissors",
        ImageTask.Vectorize => "shapes",
    };
}
