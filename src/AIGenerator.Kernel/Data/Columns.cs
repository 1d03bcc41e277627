using AIGenerator.Kernel.Identity;
using AIGenerator.Kernel.Money;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace AIGenerator.Kernel.Data;

internal sealed class UserIdColumn() : ValueConverter<UserId, Guid>(id => id.Value, value => new UserId(value));

internal sealed class WorkspaceIdColumn() : ValueConverter<WorkspaceId, Guid>(id => id.Value, value => new WorkspaceId(value));

internal sealed class CreditsColumn() : ValueConverter<Credits, long>(amount => amount.Value, value => new Credits(value));
