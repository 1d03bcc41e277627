using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace AIGenerator.Web.Hosting.Requests;

/// <summary>How often one address or account may ask, each minute. The section <c>RateLimits</c> (<c>RateLimits__Chat=60</c> in the environment).</summary>
internal sealed class RateLimitOptions
{
    public const string Section = "RateLimits";

    /// <summary>Whether limits hold at all. Default true.</summary>
    public bool Enabled { get; set; } = true;

    /// <summary>Requests of any sort from one address, files and health checks apart. Default 600.</summary>
    [Range(1, 1_000_000)]
    public int General { get; set; } = 600;

    /// <summary>Attempts to sign in or to reset a password from one address. Default 20.</summary>
    [Range(1, 1_000_000)]
    public int SignIn { get; set; } = 20;

    /// <summary>New accounts from one address. Default 10.</summary>
    [Range(1, 1_000_000)]
    public int Register { get; set; } = 10;

    /// <summary>Messages, further answers and summaries of one account, or of one address without an account. Default 30.</summary>
    [Range(1, 1_000_000)]
    public int Chat { get; set; } = 30;

    /// <summary>Orders of pictures of one account. Default 60.</summary>
    [Range(1, 1_000_000)]
    public int Images { get; set; } = 60;

    /// <summary>Reports of vendors from one address. Default 6,000: one vendor reports for everybody.</summary>
    [Range(1, 1_000_000)]
    public int Webhooks { get; set; } = 6_000;

    /// <summary>Files that one account, or one address without an account, brings. Default 60.</summary>
    [Range(1, 1_000_000)]
    public int Uploads { get; set; } = 60;

    /// <summary>Pictures that one account saves in another format. Default 60.</summary>
    [Range(1, 1_000_000)]
    public int Conversions { get; set; } = 60;

    /// <summary>Archives of pictures that one account takes along. Default 10.</summary>
    [Range(1, 1_000_000)]
    public int Archives { get; set; } = 10;

    /// <summary>Copies of branches and of shared chats that one account, or one address without an account, makes. Default 20.</summary>
    [Range(1, 1_000_000)]
    public int Copies { get; set; } = 20;

    /// <summary>Exports of other products that one account brings. Default 10.</summary>
    [Range(1, 1_000_000)]
    public int Imports { get; set; } = 10;

    /// <summary>Files with chats that one account, or one address without an account, takes along. Default 30.</summary>
    [Range(1, 1_000_000)]
    public int Exports { get; set; } = 30;
}

[OptionsValidator]
internal sealed partial class RateLimitOptionsValidator : IValidateOptions<RateLimitOptions>;
