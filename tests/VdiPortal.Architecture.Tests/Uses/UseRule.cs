using Mono.Cecil;

namespace VdiPortal.Architecture.Tests.Uses;

/// <summary>Something that only some code may use.</summary>
/// <param name="What">Its name in messages.</param>
/// <param name="IsIt">Whether a type belongs to it.</param>
/// <param name="May">Whether a type of ours may use it; given the assembly's name and the full name of the outermost type.</param>
internal sealed record UseRule(string What, Func<TypeReference, bool> IsIt, Func<string, string, bool> May);
