namespace Providers.Chat;

/// <summary>Something a caller got wrong in a request.</summary>
/// <param name="Field">Path of the field, as in <c>messages[2].role</c>; empty when the body as a whole is at fault.</param>
/// <param name="Message">What is wrong and what would be right; safe to show.</param>
public sealed record RequestFault(string Field, string Message);
