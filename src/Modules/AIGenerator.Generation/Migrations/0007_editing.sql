-- Masks that no generation used are erased after a day.
create index assets_masks on generation.assets (created_at) where origin = 'Mask';
create index media_of_mask on generation.media (jsonb_extract_path_text(request, 'mask')) where jsonb_extract_path_text(request, 'mask') is not null;
