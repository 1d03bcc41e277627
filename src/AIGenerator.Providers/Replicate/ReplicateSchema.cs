using System.Text.Json;

namespace AIGenerator.Providers.Replicate;

/// <summary>Reads what a model takes out of its OpenAPI schema: <c>components.schemas.Input</c>, with choices as references to their own schemas.</summary>
internal static class ReplicateSchema
{
    private const int MostFields = 200;

    /// <summary>The fields by their names; empty where the schema has no input.</summary>
    public static Dictionary<string, ReplicateField> FieldsOf(JsonElement schema)
    {
        var fields = new Dictionary<string, ReplicateField>(StringComparer.Ordinal);
        if (Member(Member(schema, "components"), "schemas") is { } schemas && Member(Member(schemas, "Input"), "properties") is { } properties)
        {
            foreach (var property in properties.EnumerateObject().Take(MostFields))
            {
                fields[property.Name] = FieldOf(property.Value, schemas);
            }
        }

        return fields;
    }

    private static ReplicateField FieldOf(JsonElement property, JsonElement schemas)
    {
        var choices = Member(property, "enum") ?? Member(Referred(property, schemas), "enum");
        var type = Text(property, "type") ?? Text(Referred(property, schemas), "type");
        return new ReplicateField(
            choices is { ValueKind: JsonValueKind.Array } list ? [.. list.EnumerateArray().Select(value => value.ToString())] : null,
            Member(property, "maximum") is { ValueKind: JsonValueKind.Number } most ? most.GetDouble() : null,
            type == "array",
            type == "string");
    }

    /// <summary><c>"allOf":[{"$ref":"#/components/schemas/aspect_ratio"}]</c>.</summary>
    private static JsonElement? Referred(JsonElement property, JsonElement schemas)
    {
        if (Member(property, "allOf") is not { ValueKind: JsonValueKind.Array } all || all.GetArrayLength() == 0 || Text(all[0], "$ref") is not { } path)
        {
            return null;
        }

        return Member(schemas, path[(path.LastIndexOf('/') + 1)..]);
    }

    private static JsonElement? Member(JsonElement? element, string name) =>
        element is { ValueKind: JsonValueKind.Object } body && body.TryGetProperty(name, out var member) && member.ValueKind != JsonValueKind.Null ? member : null;

    private static string? Text(JsonElement? element, string name) => Member(element, name) is { ValueKind: JsonValueKind.String } text ? text.GetString() : null;
}
