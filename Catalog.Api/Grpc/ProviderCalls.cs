using Aspire.Catalog.V1;
using Catalog.Api.Providers;
using Catalog.Api.Rest;
using Grpc.Core;

namespace Catalog.Api.Grpc;

/// <summary>The calls of <c>CatalogService</c> that add, read, edit and remove providers.</summary>
internal sealed class ProviderCalls(ProviderEditor editor, ProviderStore store)
{
    public async Task<CreateProviderResponse> CreateAsync(CreateProviderRequest request, CancellationToken cancellationToken)
    {
        var faults = new List<(string, string)>();
        var write = ProviderWire.ToWrite(request.Provider, faults);
        return new()
        {
            Provider = await SaveAsync(request.ProviderId, write, presence: false, etag: "", faults, cancellationToken),
        };
    }

    public async Task<GetProviderResponse> GetAsync(GetProviderRequest request, CancellationToken cancellationToken) =>
        await store.FindAsync(request.ProviderId, cancellationToken) is { } found
            ? new() { Provider = ProviderWire.ToWire(found) }
            : throw GrpcErrors.ProviderNotFound(request.ProviderId);

    public async Task<ListProvidersResponse> ListAsync(ListProvidersRequest request, CancellationToken cancellationToken)
    {
        var faults = new Faults();
        var size = Paging.Size(request.PageSize == 0 ? null : request.PageSize, faults);
        var after = Paging.After(request.PageToken, faults);
        if (!faults.None)
        {
            throw GrpcErrors.Invalid(faults.All);
        }

        var page = Paging.Cut(await store.ListAsync(after, size, cancellationToken), size, row => row.Id);
        return new() { Providers = { page.Items.Select(ProviderWire.ToWire) }, NextPageToken = page.NextPageToken ?? "" };
    }

    public async Task<UpdateProviderResponse> UpdateAsync(UpdateProviderRequest request, CancellationToken cancellationToken)
    {
        var wire = request.Provider ?? throw GrpcErrors.Invalid([("provider", "is missing")]);
        var faults = new List<(string, string)>();
        var write = ProviderWire.ToWrite(wire, request.UpdateMask, faults);
        return new() { Provider = await SaveAsync(wire.Id, write, presence: true, wire.Etag, faults, cancellationToken) };
    }

    public async Task<DeleteProviderResponse> DeleteAsync(DeleteProviderRequest request, CancellationToken cancellationToken)
    {
        var outcome = await editor.RemoveAsync(request.ProviderId, GrpcEdits.Matches(request.Etag), cancellationToken);
        return outcome is ProviderOutcome.Removed ? new() : throw Failure(request.ProviderId, outcome);
    }

    private async Task<Provider> SaveAsync(
        string id, ProviderWrite write, bool presence, string etag, List<(string Field, string Fault)> faults, CancellationToken cancellationToken)
    {
        if (faults.Count > 0)
        {
            // What could be read is checked as well, so that the caller hears everything at once.
            throw GrpcErrors.Invalid([.. faults, .. await editor.FaultsAsync(id, write, cancellationToken)]);
        }

        return await editor.SaveAsync(id, write, presence, GrpcEdits.Matches(etag), cancellationToken) switch
        {
            ProviderOutcome.Saved(var saved, _) => ProviderWire.ToWire(saved),
            var refused => throw Failure(id, refused),
        };
    }


    private static RpcException Failure(string id, ProviderOutcome outcome) => outcome switch
    {
        ProviderOutcome.Invalid(var faults) => GrpcErrors.Invalid(faults.All),
        ProviderOutcome.Exists => GrpcErrors.ProviderExists(id),
        ProviderOutcome.Changed(var tag) => GrpcErrors.Changed(tag),
        ProviderOutcome.InUse(var by) => GrpcErrors.Precondition("PROVIDER_IN_USE", ProviderProblems.InUse(id, by)),
        _ => GrpcErrors.ProviderNotFound(id),
    };
}
