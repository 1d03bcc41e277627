using System.ComponentModel.DataAnnotations;
using AIGenerator.Billing;
using AIGenerator.Kernel.Data;
using AIGenerator.Kernel.Identity;
using AIGenerator.Kernel.Results;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace AIGenerator.Chat.Attachments;

/// <summary>Files of chats.</summary>
internal sealed class AttachmentOptions
{
    public const string Section = "Chat:Attachments";

    /// <summary>GB that the files of one workspace may take, whatever its plan holds. Empty by default: as the plan says.</summary>
    [Range(1, 1_000_000)]
    public int? StorageGigabytes { get; set; }
}

[OptionsValidator]
internal sealed partial class AttachmentOptionsValidator : IValidateOptions<AttachmentOptions>;

/// <summary>How much room the files of a workspace have.</summary>
internal sealed class AttachmentStorage(AppDb db, IPlans plans, IOptions<AttachmentOptions> options)
{
    private const long Gigabyte = 1024L * 1024 * 1024;

    /// <summary>Null where so many more bytes find room; with none asked for, where there is any. A file that several messages share counts once.</summary>
    public async Task<Error?> RefusalAsync(WorkspaceId workspace, bool isVisitor, long more, CancellationToken ct)
    {
        var limit = isVisitor ? AttachmentLimits.VisitorStorage
            : options.Value.StorageGigabytes is { } gigabytes ? gigabytes * Gigabyte
            : (await plans.OfAsync(workspace, ct)).StorageBytes;
        var used = await db.Database.SqlQuery<long>(
            $"""
            select coalesce(sum(size_bytes), 0)::bigint as "Value"
            from (select distinct on (file_key) size_bytes from chat.attachments where workspace_id = {workspace.Value} order by file_key) files
            """).SingleAsync(ct);
        return used + Math.Max(1, more) > limit ? AttachmentErrors.StorageFull(used, limit, isVisitor) : null;
    }
}
