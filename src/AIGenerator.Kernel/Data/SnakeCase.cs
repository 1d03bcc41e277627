using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;

namespace AIGenerator.Kernel.Data;

/// <summary>Names columns as SQL people write them: <c>WorkspaceId</c> becomes <c>workspace_id</c>.</summary>
internal static class SnakeCase
{
    public static void Apply(ModelBuilder model)
    {
        foreach (var entity in model.Model.GetEntityTypes())
        {
            Name(entity, prefix: "");
        }
    }

    internal static string From(string name)
    {
        var result = new StringBuilder(name.Length + 8);
        for (var i = 0; i < name.Length; i++)
        {
            var startsWord = char.IsUpper(name[i]) && i > 0 && (!char.IsUpper(name[i - 1]) || (i + 1 < name.Length && char.IsLower(name[i + 1])));
            if (startsWord)
            {
                result.Append('_');
            }

            result.Append(char.ToLowerInvariant(name[i]));
        }

        return result.ToString();
    }

    private static void Name(IMutableTypeBase type, string prefix)
    {
        foreach (var property in type.GetProperties().Where(property => property.FindAnnotation(RelationalAnnotationNames.ColumnName) is null))
        {
            if (IsRowVersion(property))
            {
                // PostgreSQL's own system column; a name of ours would keep Npgsql from mapping it.
                property.SetColumnName("xmin");
                property.SetColumnType("xid");
            }
            else
            {
                property.SetColumnName(prefix + From(property.Name));
            }
        }

        foreach (var complex in type.GetComplexProperties())
        {
            Name(complex.ComplexType, prefix + From(complex.Name) + "_");
        }
    }

    private static bool IsRowVersion(IMutableProperty property) =>
        property is { ClrType: var type, IsConcurrencyToken: true, ValueGenerated: ValueGenerated.OnAddOrUpdate } && type == typeof(uint);
}
