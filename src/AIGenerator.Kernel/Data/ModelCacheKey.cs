using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;

namespace AIGenerator.Kernel.Data;

/// <summary>
/// Tells apart contexts composed of different modules. EF Core keeps one model for a context type; tests build several compositions in one
/// process.
/// </summary>
internal sealed class ModelCacheKey : IModelCacheKeyFactory
{
    public object Create(DbContext context, bool designTime) =>
        context is AppDb db ? (db.Composition, designTime) : (object)(context.GetType(), designTime);
}
