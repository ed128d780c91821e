using Aspire.Catalog.V1;
using Catalog.Api.Grpc;
using Grpc.Core;

namespace Catalog.Api.Keys;

internal sealed partial class KeyGrpcService
{
    public override async Task<ListKeysResponse> ListKeys(ListKeysRequest request, ServerCallContext context)
    {
        var page = await PageAsync(
            request.PageSize,
            request.PageToken,
            (connection, after, size) => KeyStore.ListAsync(
                connection, request.Project is "" ? null : request.Project, request.ShowDeleted, after, size, context.CancellationToken),
            static row => row.Id,
            context);
        return new() { Keys = { page.Items.Select(KeyWire.ToWire) }, NextPageToken = page.NextPageToken ?? "" };
    }

    public override async Task<GetKeyResponse> GetKey(GetKeyRequest request, ServerCallContext context) =>
        new() { Key = KeyWire.ToWire(await FindAsync(KeyStore.Table, request.Id, context)) };

    public override async Task<CreateKeyResponse> CreateKey(CreateKeyRequest request, ServerCallContext context)
    {
        var secret = MakeSecret();
        var made = Unwrap(await keys.CreateAsync(KeyWire.ToRow(request.Key ?? new()), secret, context.CancellationToken), "");
        return new() { Key = KeyWire.ToWire(made), Secret = secret.Text };
    }

    public override async Task<UpdateKeyResponse> UpdateKey(UpdateKeyRequest request, ServerCallContext context)
    {
        var wire = request.Key ?? new();
        var fields = MaskedFields.Read(
            request.UpdateMask, "display_name", "scope", "limits", "default_model", "disabled", "expire_time", "response_cache");
        var given = KeyWire.ToRow(wire);
        var outcome = await keys.UpdateAsync(
            wire.Id,
            before => before with
            {
                DisplayName = fields.Pick("display_name", given.DisplayName, before.DisplayName),
                Scope = fields.Pick("scope", given.Scope, before.Scope),
                Limits = fields.Pick("limits", given.Limits, before.Limits),
                DefaultModel = fields.Pick("default_model", given.DefaultModel, before.DefaultModel),
                Disabled = fields.Pick("disabled", given.Disabled, before.Disabled),
                ExpiresAt = fields.Pick("expire_time", given.ExpiresAt, before.ExpiresAt),
                ResponseCache = fields.Pick("response_cache", given.ResponseCache, before.ResponseCache),
            },
            GrpcEdits.Matches(wire.Etag),
            context.CancellationToken);
        return new() { Key = KeyWire.ToWire(Unwrap(outcome, wire.Id)) };
    }

    public override async Task<RotateKeyResponse> RotateKey(RotateKeyRequest request, ServerCallContext context)
    {
        var secret = MakeSecret();
        var outcome = await keys.RotateAsync(request.Id, secret, request.Overlap?.ToTimeSpan(), GrpcEdits.Matches(request.Etag), context.CancellationToken);
        return new() { Key = KeyWire.ToWire(Unwrap(outcome, request.Id)), Secret = secret.Text };
    }

    public override async Task<DeleteKeyResponse> DeleteKey(DeleteKeyRequest request, ServerCallContext context) =>
        new() { Key = KeyWire.ToWire(Unwrap(await keys.DeleteAsync(request.Id, GrpcEdits.Matches(request.Etag), context.CancellationToken), request.Id)) };

    public override async Task<UndeleteKeyResponse> UndeleteKey(UndeleteKeyRequest request, ServerCallContext context) =>
        new() { Key = KeyWire.ToWire(Unwrap(await keys.UndeleteAsync(request.Id, context.CancellationToken), request.Id)) };

    private NewSecret MakeSecret() =>
        NewSecret.Make(peppers.Find(out var missing, make: true) ?? throw GrpcErrors.Precondition("DATA_KEY_NOT_SET", missing!));
}
