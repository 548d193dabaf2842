using VdiPortal.Portal.Composition;

return await PortalProgram.RunAsync(args);
