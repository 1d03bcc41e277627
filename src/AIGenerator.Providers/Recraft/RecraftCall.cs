using AIGenerator.Providers.Media;

namespace AIGenerator.Providers.Recraft;

/// <summary>What a call takes beside the picture.</summary>
[Flags]
internal enum RecraftFields
{
    None = 0,
    Prompt = 1,
    Count = 2,
    Model = 4,
    Size = 8,
    Seed = 16,
    Strength = 32,
    Mask = 64,
    Margins = 128,

    /// <summary>What each call that draws by words takes; styles and what is not to be seen go with the model.</summary>
    Drawing = Prompt | Count | Model | Seed,
}

/// <summary>One of the vendor's calls.</summary>
/// <param name="Name">Last part of its path; for tools it is the model's id in our catalogue too.</param>
/// <param name="Task">What it does.</param>
/// <param name="Fields">What it takes.</param>
/// <param name="AsJson">Whether it is sent as JSON with pictures as data addresses; as a form else.</param>
internal sealed record RecraftCall(string Name, ImageTask Task, RecraftFields Fields, bool AsJson = false)
{
    // The first of a task is the default. From tryAGI/Recraft (openapi.yaml), a copy of the vendor's, 2026-08-22; outpaint stands there as JSON alone.
    private static readonly RecraftCall[] All =
    [
        new("generations", ImageTask.Create, RecraftFields.Drawing | RecraftFields.Size, AsJson: true),
        new("imageToImage", ImageTask.Remix, RecraftFields.Drawing | RecraftFields.Strength),
        new("variateImage", ImageTask.Remix, RecraftFields.Count | RecraftFields.Seed | RecraftFields.Size),
        new("inpaint", ImageTask.Inpaint, RecraftFields.Drawing | RecraftFields.Mask),
        new("eraseRegion", ImageTask.Inpaint, RecraftFields.Mask),
        new("outpaint", ImageTask.Outpaint, RecraftFields.Drawing | RecraftFields.Margins, AsJson: true),
        new("crispUpscale", ImageTask.Upscale, RecraftFields.None),
        new("creativeUpscale", ImageTask.Upscale, RecraftFields.None),
        new("generativeUpscale", ImageTask.Upscale, RecraftFields.None),
        new("clarityUpscale", ImageTask.Upscale, RecraftFields.None),
        new("removeBackground", ImageTask.RemoveBackground, RecraftFields.None),
        new("vectorize", ImageTask.Vectorize, RecraftFields.None),
    ];

    public bool Takes(RecraftFields field) => (Fields & field) == field;

    /// <summary>The call for an order: the one that its model names, the one that needs no words where there are none, or the task's first.</summary>
    public static RecraftCall For(ImageOrder order)
    {
        var calls = All.Where(call => call.Task == order.Task).ToList();
        return calls.Find(call => call.Name == order.Model)
            ?? (string.IsNullOrWhiteSpace(order.Prompt) ? calls.Find(call => !call.Takes(RecraftFields.Prompt)) : null)
            ?? calls[0];
    }
}
