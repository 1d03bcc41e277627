using System.ComponentModel.DataAnnotations;
using AIGenerator.Kernel.Identity;
using AIGenerator.Kernel.Results;
using AIGenerator.Studio.Images;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;

namespace AIGenerator.Studio.Collections;

/// <summary>Body of <c>POST /api/collections</c> and <c>PATCH /api/collections/{id}</c>.</summary>
/// <param name="Name">1 to 100 characters, different from the workspace's other collections.</param>
public sealed record NameCollectionRequest([property: Required(AllowEmptyStrings = true), StringLength(CollectionRowConfiguration.NameLength)] string Name);

/// <summary>Body of <c>PUT</c> and <c>DELETE /api/collections/{id}/assets</c>.</summary>
/// <param name="Ids">1 to 200 pictures of the workspace; others are passed over.</param>
public sealed record CollectAssetsRequest([property: Required, MinLength(1), MaxLength(200)] IReadOnlyList<Guid> Ids);

/// <summary>How many changed.</summary>
public sealed record CollectAssetsResponse(int Count);

/// <summary>The workspace's collections by name.</summary>
public sealed record ListCollectionsResponse(IReadOnlyList<CollectionResponse> Items);

/// <summary><c>/api/collections</c>. What lies in one is read at <c>GET /api/assets?collection={id}</c>.</summary>
internal static class CollectionEndpoints
{
    public static void Map(IEndpointRouteBuilder endpoints)
    {
        var collections = endpoints.MapGroup("/api/collections").WithTags("Collections").RequireAuthorization();
        collections.MapGet("/", ListAsync).WithName("ListCollections").WithSummary("The workspace's collections of pictures; read one with GET /api/assets?collection={id}");
        collections.MapPost("/", CreateAsync).WithName("CreateCollection").WithSummary("Make a collection; the same Idempotency-Key (a UUID of version 7) makes it once");
        collections.MapPatch("/{id:guid}", RenameAsync).WithName("RenameCollection").WithSummary("Give a collection another name");
        collections.MapDelete("/{id:guid}", DeleteAsync).WithName("DeleteCollection").WithSummary("Delete a collection; its pictures stay, and it can be brought back for a day");
        collections.MapDelete("/{id:guid}/deletion", RestoreAsync).WithName("RestoreCollection").WithSummary("Bring a deleted collection back with all that lay in it");
        collections.MapPut("/{id:guid}/assets", AddAsync).WithName("AddToCollection").WithSummary("Put pictures into a collection");
        collections.MapDelete("/{id:guid}/assets", RemoveAsync).WithName("RemoveFromCollection").WithSummary("Take pictures out of a collection");
    }

    private static async Task<Ok<ListCollectionsResponse>> ListAsync(CurrentUser user, KeepCollections all, CancellationToken ct) =>
        TypedResults.Ok(new ListCollectionsResponse(user.Workspace is { } workspace ? await all.ListAsync(workspace, ct) : []));

    private static async Task<Results<Created<CollectionResponse>, ProblemHttpResult>> CreateAsync(
        NameCollectionRequest request, [FromHeader(Name = "Idempotency-Key")] string? key, CurrentUser user, KeepCollections all, TimeProvider clock, HttpContext http,
        CancellationToken ct) =>
        Writable(user) is not { } workspace ? StudioErrors.ReadOnly.ToProblem(http)
        : IdempotencyKey.Read(key, clock) is not { } id ? StudioErrors.InvalidKey.ToProblem(http)
        : (await all.CreateAsync(id, workspace, request.Name, ct)).Ok(out var made, out var refusal) ? TypedResults.Created($"/api/assets?collection={made.Id}", made)
        : refusal.ToProblem(http);

    private static async Task<Results<Ok<CollectionResponse>, ProblemHttpResult>> RenameAsync(
        Guid id, NameCollectionRequest request, CurrentUser user, KeepCollections all, HttpContext http, CancellationToken ct) =>
        Writable(user) is not { } workspace ? StudioErrors.ReadOnly.ToProblem(http)
        : (await all.RenameAsync(id, workspace, request.Name, ct)).Ok(out var renamed, out var refusal) ? TypedResults.Ok(renamed)
        : refusal.ToProblem(http);

    private static async Task<Results<NoContent, ProblemHttpResult>> DeleteAsync(Guid id, CurrentUser user, KeepCollections all, HttpContext http, CancellationToken ct) =>
        Writable(user) is not { } workspace ? StudioErrors.ReadOnly.ToProblem(http)
        : await all.DeleteAsync(id, workspace, ct) ? TypedResults.NoContent()
        : CollectionErrors.Unknown.ToProblem(http);

    private static async Task<Results<NoContent, ProblemHttpResult>> RestoreAsync(Guid id, CurrentUser user, KeepCollections all, HttpContext http, CancellationToken ct) =>
        Writable(user) is not { } workspace ? StudioErrors.ReadOnly.ToProblem(http)
        : (await all.RestoreAsync(id, workspace, ct)).Ok(out _, out var refusal) ? TypedResults.NoContent()
        : refusal.ToProblem(http);

    private static async Task<Results<Ok<CollectAssetsResponse>, ProblemHttpResult>> AddAsync(
        Guid id, CollectAssetsRequest request, CurrentUser user, KeepCollections all, HttpContext http, CancellationToken ct) =>
        Writable(user) is not { } workspace ? StudioErrors.ReadOnly.ToProblem(http)
        : (await all.AddAsync(id, workspace, request.Ids, ct)).Ok(out var count, out var refusal) ? TypedResults.Ok(new CollectAssetsResponse(count))
        : refusal.ToProblem(http);

    private static async Task<Results<Ok<CollectAssetsResponse>, ProblemHttpResult>> RemoveAsync(
        Guid id, [FromBody] CollectAssetsRequest request, CurrentUser user, KeepCollections all, HttpContext http, CancellationToken ct) =>
        Writable(user) is not { } workspace ? StudioErrors.ReadOnly.ToProblem(http)
        : (await all.RemoveAsync(id, workspace, request.Ids, ct)).Ok(out var count, out var refusal) ? TypedResults.Ok(new CollectAssetsResponse(count))
        : refusal.ToProblem(http);

    private static WorkspaceId? Writable(CurrentUser user) => user.Role == WorkspaceRole.Viewer ? null : user.Workspace;
}
