namespace AIGenerator.Providers.Media;

/// <summary>What is true of a task whoever does it.</summary>
public static class ImageTasks
{
    extension(ImageTask task)
    {
        /// <summary>Whether it works on a picture.</summary>
        public bool NeedsSource => task != ImageTask.Create;

        /// <summary>Whether it cannot be done without words.</summary>
        public bool NeedsPrompt => task is ImageTask.Create or ImageTask.Inpaint;

        /// <summary>Whether the same source can only give the same result: no words change it, and a second one would be paid for nothing.</summary>
        public bool HasOneResult => task is ImageTask.Upscale or ImageTask.RemoveBackground or ImageTask.Vectorize;

        /// <summary>Whether the result may have another shape than the source: it is drawn anew.</summary>
        public bool TakesShape => task is ImageTask.Create or ImageTask.Remix;
    }
}
