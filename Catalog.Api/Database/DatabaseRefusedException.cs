namespace Catalog.Api.Database;

/// <summary>The database is not one this version may write to; waiting would not help.</summary>
internal sealed class DatabaseRefusedException(string message) : Exception(message);
