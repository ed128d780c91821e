namespace Catalog.Api.Alerts.Webhooks;

/// <summary>One event that one webhook is to be told.</summary>
/// <param name="Id">Its number.</param>
/// <param name="Webhook">Who is told.</param>
/// <param name="Url">Where.</param>
/// <param name="Sealed">The secret that signs, sealed.</param>
/// <param name="Attempts">How often it was tried, this time included.</param>
/// <param name="GiveUpAt">When it is given up.</param>
/// <param name="Happening">What is told.</param>
internal sealed record Delivery(
    long Id, string Webhook, string Url, byte[] Sealed, int Attempts, DateTimeOffset GiveUpAt, AlertHappening Happening);
