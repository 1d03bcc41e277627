using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Metadata;
using Npgsql;

namespace AIGenerator.Kernel.Data;

/// <summary>
/// Compares the modules' entities with the migrated schema, which is written by hand: tables, columns, types with their lengths, nullability
/// and unique indexes. A test holds it empty, and the host warns after a start in Development.
/// </summary>
public sealed partial class SchemaCheck(IDbContextFactory<AppDb> contexts, NpgsqlDataSource database)
{
    private const string ColumnsSql = """
        select n.nspname, c.relname, a.attname, format_type(a.atttypid, a.atttypmod), a.attnotnull, a.atthasdef or a.attidentity <> '' or a.attgenerated <> ''
        from pg_attribute a join pg_class c on c.oid = a.attrelid join pg_namespace n on n.oid = c.relnamespace
        where c.relkind in ('r', 'p', 'v', 'm') and a.attnum > 0 and not a.attisdropped and n.nspname <> 'information_schema' and n.nspname not like 'pg\_%'
        """;

    private const string UniqueSql = """
        select n.nspname, c.relname, array(
            select a.attname::text from unnest(i.indkey::int[]) with ordinality as k (attnum, place)
            join pg_attribute a on a.attrelid = i.indrelid and a.attnum = k.attnum order by a.attname)
        from pg_index i join pg_class c on c.oid = i.indrelid join pg_namespace n on n.oid = c.relnamespace
        where i.indisunique and n.nspname not like 'pg\_%'
        """;

    /// <summary>One sentence for each difference; empty when the model and the database agree.</summary>
    public async Task<IReadOnlyList<string>> CompareAsync(CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        var model = db.GetService<IDesignTimeModel>().Model.GetRelationalModel();
        var columns = await ReadColumnsAsync(ct);
        var unique = await ReadUniqueAsync(ct);
        return [.. model.Tables.SelectMany(table => Compare(table, columns, unique)).Order(StringComparer.Ordinal)];
    }

    private static IEnumerable<string> Compare(ITable table, Dictionary<string, Dictionary<string, StoredColumn>> columns, HashSet<string> unique)
    {
        var name = $"{table.Schema ?? "public"}.{table.Name}";
        if (!columns.TryGetValue(name, out var stored))
        {
            yield return $"{name} is not in the database.";
            yield break;
        }

        foreach (var column in table.Columns.Where(column => column.Name != "xmin"))
        {
            if (!stored.TryGetValue(column.Name, out var actual))
            {
                yield return $"{name}.{column.Name} is not in the database.";
                continue;
            }

            if (Normal(column.StoreType) != Normal(actual.Type))
            {
                yield return $"{name}.{column.Name} is {actual.Type} in the database, {column.StoreType} in the model.";
            }

            if (column.IsNullable == actual.IsRequired)
            {
                yield return $"{name}.{column.Name} is {(actual.IsRequired ? "not null" : "nullable")} in the database, the opposite in the model.";
            }
        }

        var known = table.Columns.Select(column => column.Name).ToHashSet(StringComparer.Ordinal);
        foreach (var (column, _) in stored.Where(pair => !known.Contains(pair.Key) && pair.Value is { IsRequired: true, HasDefault: false }))
        {
            yield return $"{name}.{column} is required by the database and unknown to the model.";
        }

        foreach (var index in table.Indexes.Where(index => index.IsUnique))
        {
            var key = UniqueKey(name, index.Columns.Select(column => column.Name));
            if (!unique.Contains(key))
            {
                yield return $"{key} is unique in the model only.";
            }
        }
    }

    private async Task<Dictionary<string, Dictionary<string, StoredColumn>>> ReadColumnsAsync(CancellationToken ct)
    {
        var tables = new Dictionary<string, Dictionary<string, StoredColumn>>(StringComparer.Ordinal);
        await using var command = database.CreateCommand(ColumnsSql);
        await using var reader = await command.ExecuteReaderAsync(ct);
        while (await reader.ReadAsync(ct))
        {
            var table = $"{reader.GetString(0)}.{reader.GetString(1)}";
            if (!tables.TryGetValue(table, out var columns))
            {
                tables[table] = columns = new Dictionary<string, StoredColumn>(StringComparer.Ordinal);
            }

            columns[reader.GetString(2)] = new StoredColumn(reader.GetString(3), reader.GetBoolean(4), reader.GetBoolean(5));
        }

        return tables;
    }

    private async Task<HashSet<string>> ReadUniqueAsync(CancellationToken ct)
    {
        var keys = new HashSet<string>(StringComparer.Ordinal);
        await using var command = database.CreateCommand(UniqueSql);
        await using var reader = await command.ExecuteReaderAsync(ct);
        while (await reader.ReadAsync(ct))
        {
            keys.Add(UniqueKey($"{reader.GetString(0)}.{reader.GetString(1)}", await reader.GetFieldValueAsync<string[]>(2, ct)));
        }

        return keys;
    }

    private static string UniqueKey(string table, IEnumerable<string> columns) => $"{table} ({string.Join(", ", columns.Order(StringComparer.Ordinal))})";

    /// <summary>One spelling for the types that PostgreSQL and people write differently.</summary>
    private static string Normal(string type)
    {
        var (name, rest) = Parts().Match(type.ToLowerInvariant()) is { Success: true } match ? (match.Groups["name"].Value, match.Groups["rest"].Value) : (type, "");
        var known = name switch
        {
            "varchar" => "character varying",
            "char" => "character",
            "timestamptz" => "timestamp with time zone",
            "int" or "int4" => "integer",
            "int8" => "bigint",
            "int2" => "smallint",
            "bool" => "boolean",
            "decimal" => "numeric",
            "float8" => "double precision",
            _ => name,
        };
        return known + rest.Replace(" ", "", StringComparison.Ordinal);
    }

    [GeneratedRegex(@"^(?<name>[a-z0-9_ ]+?)(?<rest>(\(.*\))?(\[\])?)$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Parts();

    private sealed record StoredColumn(string Type, bool IsRequired, bool HasDefault);
}
