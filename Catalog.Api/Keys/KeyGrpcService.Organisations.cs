using Aspire.Catalog.V1;
using Catalog.Api.Grpc;
using Catalog.Api.Organisations;
using Grpc.Core;

namespace Catalog.Api.Keys;

internal sealed partial class KeyGrpcService
{
    public override async Task<ListOrganisationsResponse> ListOrganisations(ListOrganisationsRequest request, ServerCallContext context)
    {
        var page = await PageAsync(
            request.PageSize,
            request.PageToken,
            (connection, after, size) => OrganisationStore.ListAsync(connection, request.ShowDeleted, after, size, context.CancellationToken),
            static row => row.Id,
            context);
        return new() { Organisations = { page.Items.Select(KeyWire.ToWire) }, NextPageToken = page.NextPageToken ?? "" };
    }

    public override async Task<GetOrganisationResponse> GetOrganisation(GetOrganisationRequest request, ServerCallContext context) =>
        new() { Organisation = KeyWire.ToWire(await FindAsync(OrganisationStore.Table, request.Id, context)) };

    public override async Task<CreateOrganisationResponse> CreateOrganisation(CreateOrganisationRequest request, ServerCallContext context)
    {
        var row = KeyWire.ToRow(request.Organisation ?? new());
        return new() { Organisation = KeyWire.ToWire(Unwrap(await organisations.CreateAsync(row, context.CancellationToken), row.Id)) };
    }

    public override async Task<UpdateOrganisationResponse> UpdateOrganisation(UpdateOrganisationRequest request, ServerCallContext context)
    {
        var wire = request.Organisation ?? new();
        var fields = MaskedFields.Read(request.UpdateMask, "display_name", "disabled");
        var outcome = await organisations.UpdateAsync(
            wire.Id,
            before => before with
            {
                DisplayName = fields.Pick("display_name", wire.DisplayName, before.DisplayName),
                Disabled = fields.Pick("disabled", wire.Disabled, before.Disabled),
            },
            GrpcEdits.Matches(wire.Etag),
            context.CancellationToken);
        return new() { Organisation = KeyWire.ToWire(Unwrap(outcome, wire.Id)) };
    }

    public override async Task<DeleteOrganisationResponse> DeleteOrganisation(DeleteOrganisationRequest request, ServerCallContext context) =>
        new() { Organisation = KeyWire.ToWire(Unwrap(await organisations.DeleteAsync(request.Id, GrpcEdits.Matches(request.Etag), context.CancellationToken), request.Id)) };

    public override async Task<UndeleteOrganisationResponse> UndeleteOrganisation(UndeleteOrganisationRequest request, ServerCallContext context) =>
        new() { Organisation = KeyWire.ToWire(Unwrap(await organisations.UndeleteAsync(request.Id, context.CancellationToken), request.Id)) };
}
