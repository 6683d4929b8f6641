-- Where Jitsi's web server is: a page for every room, framed by whom the test named. Of tests only.

local frame_ancestors = module:get_option_string("page_frame_ancestors", "'none'");

local function page(event)
	event.response.headers.content_type = "text/html; charset=utf-8";
	event.response.headers.date = os.date("!%a, %d %b %Y %H:%M:%S GMT", os.time());
	event.response.headers.content_security_policy = "frame-ancestors " .. frame_ancestors;
	return "<!doctype html><title>A room</title>";
end

module:depends "http";
module:provides("http", { default_path = "/"; route = { ["GET /*"] = page; } });
